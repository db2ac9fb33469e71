package dev.weir.crooked.produce;

import org.apache.kafka.clients.admin.Admin;

class AsksTheAdmin {
    Admin admin;
}
