package dev.weir.produce;

import dev.weir.http.MediaTypes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Has a {@link BatchAnswer} write itself, in one piece. */
@Provider
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
public class BatchAnswerWriter implements ServerMessageBodyWriter<BatchAnswer> {

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == BatchAnswer.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == BatchAnswer.class;
    }

    @Override
    public void writeResponse(BatchAnswer answer, Type genericType, ServerRequestContext context) {
        context.serverResponse().end(answer.json());
    }

    @Override
    public void writeTo(
            BatchAnswer answer,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(answer.json());
    }
}
