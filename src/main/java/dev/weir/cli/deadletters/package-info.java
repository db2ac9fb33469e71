/**
 * The commands that list, show and send back dead letters.
 *
 * <p>Arguments come in; the package {@code deadletters} finds and sends, as it does over HTTP; tables go out.
 */
package dev.weir.cli.deadletters;
