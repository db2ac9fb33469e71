package dev.weir.http;

import dev.weir.model.Failure;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bounds bodies that do not say their length, as {@link BodyLimit} bounds those that do. */
@Provider
public class BoundedBody implements ReaderInterceptor {

    private final Instance<HttpLimits> limits;
    private final RoutingContext http;

    /** Made at build time, when there are no limits yet. */
    BoundedBody(Instance<HttpLimits> limits, RoutingContext http) {
        this.limits = limits;
        this.http = http;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        if (!body.getHeaders().containsKey("Content-Length")) {
            body.setInputStream(new Bounded(body.getInputStream()));
        }
        return body.proceed();
    }

    private final class Bounded extends FilterInputStream {

        private final long most = limits.get().maxBody().asLongValue();
        private long left = most;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            return b < 0 ? b : counted(1, b);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = super.read(into, offset, length);
            return n < 0 ? n : counted(n, n);
        }

        private int counted(int n, int result) {
            left -= n;
            if (left < 0) {
                http.response().putHeader("Connection", "close");
                throw Failure.of(
                        Failure.Kind.TOO_LARGE,
                        "The body is longer than the limit of %d bytes (weir.http.max-body)".formatted(most));
            }
            return result;
        }
    }
}
