package dev.weir.violations.reading;

import dev.weir.violations.http.HttpClass;

class ImportsHttp {
    HttpClass http;
}
