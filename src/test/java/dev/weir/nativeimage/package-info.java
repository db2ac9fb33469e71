/**
 * Compares the names that the packaged Weir looks up with those that a native executable would have, on a plain JVM.
 *
 * <p>An agent records every look-up of a run: classes, members, resources, proxies, JNI.
 * {@link dev.weir.nativeimage.NativeSources} reads the names that the native sources register.
 */
package dev.weir.nativeimage;
