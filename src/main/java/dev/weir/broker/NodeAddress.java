package dev.weir.broker;

/**
 * Where a node is to be found on the loopback interface.
 *
 * @param port for clients and other brokers
 * @param controllerPort for the Raft quorum
 */
record NodeAddress(int id, int port, int controllerPort) {

    static NodeAddress anywhere(int id) {
        return new NodeAddress(id, Loopback.freePort(), Loopback.freePort());
    }

    String broker() {
        return Loopback.address(port);
    }

    String controller() {
        return Loopback.address(controllerPort);
    }

    String listeners() {
        return "PLAINTEXT://" + broker() + ",CONTROLLER://" + controller();
    }
}
