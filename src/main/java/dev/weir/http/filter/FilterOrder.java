package dev.weir.http.filter;

/** The priorities of filters that run before CORS (300), security, routes and resources; the highest runs first. */
public final class FilterOrder {

    /** Before anything else is read from the headers. */
    static final int MESSAGE = 1_005;

    static final int ADDRESS = 1_004;

    /** Before all that refuses a client, and behind what makes the path one that can be read. */
    public static final int AUDIT = 1_003;

    static final int HOST = 1_002;
    static final int ORIGIN = 1_001;

    private FilterOrder() {}
}
