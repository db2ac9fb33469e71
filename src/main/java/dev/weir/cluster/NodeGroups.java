package dev.weir.cluster;

/** The groups that nodes are members of; clients of Weir are kept out of them. */
public final class NodeGroups {

    /** Before the name of the cluster. */
    public static final String PREFIX = "weir.nodes-";

    private NodeGroups() {}

    /** Whether the members of a group are nodes: a client that joined would take partitions away from them. */
    public static boolean contain(String group) {
        return group.startsWith(PREFIX);
    }
}
