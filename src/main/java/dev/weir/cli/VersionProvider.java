package dev.weir.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of Weir, which is also that of kafka-cli. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var version = VersionProvider.class.getPackage().getImplementationVersion();
        return new String[] {"kafka-cli " + (version == null ? "(a build without a version)" : version)};
    }
}
