package dev.weir.promise;

/** The outcome of a record by its response, or by the lack of one. */
enum Ending {
    /** Stored. */
    OK,
    /** Not stored. */
    FAIL,
    /** Unknown: stored at most once. */
    INFO;

    /** The outcome of a request by the status of its response. */
    static Ending of(int status) {
        if (status >= 200 && status < 300) {
            return OK;
        }
        return (status >= 400 && status < 500) || status == 503 ? FAIL : INFO;
    }
}
