package dev.weir.promise;

/** The meaning of a response, or of none, for the sender of a record. */
enum Ending {
    /** It is written. */
    OK,
    /** It is surely not written. */
    FAIL,
    /** It may be written, once. */
    INFO;

    /** The ending of a request that was answered. */
    static Ending of(int status) {
        if (status >= 200 && status < 300) {
            return OK;
        }
        return (status >= 400 && status < 500) || status == 503 ? FAIL : INFO;
    }
}
