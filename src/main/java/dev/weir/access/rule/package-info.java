/**
 * Rights: what configuration allows to a role, and what each route requires.
 *
 * <p>Names and actions come in; yes or no goes out. Whose roles they are is not known here.
 */
package dev.weir.access.rule;
