package dev.weir.violations.produce;

import org.apache.kafka.clients.admin.Admin;

class UsesAdminClient {
    Admin admin;
}
