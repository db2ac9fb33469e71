package dev.weir.broker;

/**
 * The ports of a node on the loopback interface.
 *
 * @param port for clients and other brokers
 * @param controllerPort for the Raft quorum
 */
record NodeAddress(int id, int port, int controllerPort) {

    static NodeAddress anywhere(int id) {
        return new NodeAddress(id, LoopbackPorts.freePort(), LoopbackPorts.freePort());
    }

    String broker() {
        return LoopbackPorts.address(port);
    }

    String controller() {
        return LoopbackPorts.address(controllerPort);
    }

    String listeners() {
        return "PLAINTEXT://" + broker() + ",CONTROLLER://" + controller();
    }
}
