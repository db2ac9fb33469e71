package dev.weir.violations.produce;

import io.vertx.core.buffer.Buffer;

class KeepsABuffer {

    static final Buffer NOTHING = Buffer.buffer("[]");
}
