/** Whether a running Weir is ready or alive, asked over HTTP; for health checks of containers, which have no curl. */
package dev.weir.cli.health;
