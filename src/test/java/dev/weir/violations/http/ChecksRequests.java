package dev.weir.violations.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

class ChecksRequests implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {}
}
