package dev.weir.http;

/** An answer with so many parts that it writes itself faster than it can be bound. */
public interface OwnJson {

    /** What Jackson would make of it, in UTF-8. */
    byte[] json();
}
