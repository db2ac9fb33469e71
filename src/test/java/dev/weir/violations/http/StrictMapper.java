package dev.weir.violations.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;

class StrictMapper implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {}
}
