package dev.weir.broker;

/**
 * Where a node is to be found on the loopback interface.
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
