package dev.weir.violations.http;

import jakarta.ws.rs.Path;

@Path("/violations")
interface ServesRequests {}
