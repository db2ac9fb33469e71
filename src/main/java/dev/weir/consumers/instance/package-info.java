/**
 * One consumer instance: a member of a group that stays in it between requests, the reader that fetches for the poll
 * that waits, and the commits of records that were written to the client. An instance knows neither HTTP nor other
 * instances.
 */
package dev.weir.consumers.instance;
