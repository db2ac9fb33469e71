package dev.weir.cli;

import picocli.CommandLine.IVersionProvider;

/** Tells the version of Weir, which is that of the command line. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var build = VersionProvider.class.getPackage().getImplementationVersion();
        return new String[] {"kafka-cli " + (build == null ? "(a build without a version)" : build)};
    }
}
