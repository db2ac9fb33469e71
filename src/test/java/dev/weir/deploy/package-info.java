/** Weir as an operator runs it: behind load balancers, on Kubernetes, watched by Prometheus. */
package dev.weir.deploy;
