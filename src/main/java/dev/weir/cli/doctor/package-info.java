/** The command {@code doctor}: checks come in sequence, their results go to the console as they are known. */
package dev.weir.cli.doctor;
