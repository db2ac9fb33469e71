package dev.weir.http.filter;

/** Where the filters of this room stand: before CORS (300), security, routes and resources, the highest first. */
final class FilterOrder {

    /** What a request is, before anything is read from its headers. */
    static final int MESSAGE = 1_004;

    static final int ADDRESS = 1_003;
    static final int HOST = 1_002;
    static final int ORIGIN = 1_001;

    private FilterOrder() {}
}
