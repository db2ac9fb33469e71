package dev.weir.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/** The media types that a response may have, in order of preference, and how {@code Accept} selects one of them. */
public final class ResponseTypes {

    private enum Selection {
        /** By {@code Accept}; each media type of the API is another name of the control type, if that is offered. */
        WITHOUT_RECORDS,
        /** By {@code Accept}, to the letter: the media type says the format of the records. */
        WITH_RECORDS,
        /** By the request, whatever {@code Accept} says. */
        FIXED
    }

    private final List<String> names;
    private final Selection selection;

    private ResponseTypes(List<String> names, Selection selection) {
        this.names = List.copyOf(names);
        this.selection = selection;
    }

    /** Media types of a response without records. */
    public static ResponseTypes of(List<String> names) {
        return new ResponseTypes(names, Selection.WITHOUT_RECORDS);
    }

    /** Media types of a response with records. */
    public static ResponseTypes ofRecords(List<String> names) {
        return new ResponseTypes(names, Selection.WITH_RECORDS);
    }

    /** The one media type of a response that ignores {@code Accept}. */
    public static ResponseTypes fixed(String name) {
        return new ResponseTypes(List.of(name), Selection.FIXED);
    }

    /** The media types, in lower case and without parameters. */
    public List<String> names() {
        return names;
    }

    /** The media type that the client prefers; empty where it accepts none of these. */
    public Optional<String> choose(HttpServerRequest request) {
        return switch (selection) {
            case WITHOUT_RECORDS -> chooseControl(request);
            case WITH_RECORDS -> Accept.choose(Accept.of(request), names);
            case FIXED -> Optional.of(names.get(0));
        };
    }

    private Optional<String> chooseControl(HttpServerRequest request) {
        var header = Accept.of(request);
        var chosen = Accept.choose(names.contains(MediaTypes.CONTROL) ? Accept.asControl(header) : header, names);
        return chosen.isEmpty() && Accept.isResponseEmpty(request) ? Optional.of(names.get(0)) : chosen;
    }
}
