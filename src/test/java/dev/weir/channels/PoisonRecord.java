package dev.weir.channels;

import java.util.Locale;

/** Ways in which a record's value can bring its handler to fall, by the word that it begins with. */
enum PoisonRecord {
    POISON {
        @Override
        void take(String value) {
            throw new IllegalStateException("Cannot stomach '" + value + "'");
        }
    },
    OVERFLOW {
        @Override
        @SuppressWarnings("InfiniteRecursion") // That is the poison.
        void take(String value) {
            take(value + value.length());
        }
    },
    LINKAGE {
        @Override
        void take(String value) {
            throw new NoClassDefFoundError(value);
        }
    },
    ASSERTION {
        @Override
        void take(String value) {
            throw new AssertionError();
        }
    },
    RUDE {
        @Override
        void take(String value) {
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
        void take(String value) throws Exception {
            var outer = new Exception("outer");
            outer.initCause(new Exception("inner", outer));
            throw outer;
        }
    },
    INTERRUPT {
        @Override
        void take(String value) throws Exception {
            throw new InterruptedException();
        }
    };

    abstract void take(String value) throws Exception;

    /** Falls where the value begins with one of the words, in small letters. */
    static void check(String value) throws Exception {
        for (var poison : values()) {
            if (value.startsWith(poison.word())) {
                poison.take(value);
            }
        }
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
