package dev.weir.channels.handler;

import java.util.Locale;

/** Ways to make a handler throw, by the word that the value of a record begins with. */
public enum PoisonRecord {
    POISON {
        @Override
        void fail(String value) {
            throw new IllegalStateException("Cannot handle '" + value + "'");
        }
    },
    OVERFLOW {
        @Override
        @SuppressWarnings("InfiniteRecursion") // Overflows the stack on purpose.
        void fail(String value) {
            fail(value + value.length());
        }
    },
    LINKAGE {
        @Override
        void fail(String value) {
            throw new NoClassDefFoundError(value);
        }
    },
    ASSERTION {
        @Override
        void fail(String value) {
            throw new AssertionError();
        }
    },
    RUDE {
        @Override
        void fail(String value) {
            throw new IllegalArgumentException() {
                private static final long serialVersionUID = 1;

                @Override
                public String getMessage() {
                    throw new UnsupportedOperationException("No message for you");
                }

                @Override
                public String toString() {
                    throw new UnsupportedOperationException("No name for you");
                }
            };
        }
    },
    CYCLE {
        @Override
        void fail(String value) throws Exception {
            var outer = new Exception("outer");
            outer.initCause(new Exception("inner", outer));
            throw outer;
        }
    },
    INTERRUPT {
        @Override
        void fail(String value) throws Exception {
            throw new InterruptedException();
        }
    };

    abstract void fail(String value) throws Exception;

    /** Throws where the value begins with one of the words, in lower case. */
    public static void check(String value) throws Exception {
        for (var poison : values()) {
            if (value.startsWith(poison.word())) {
                poison.fail(value);
            }
        }
    }

    /** The beginning of the values that fail in this way. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
