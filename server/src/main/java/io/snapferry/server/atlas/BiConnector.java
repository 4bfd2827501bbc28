package io.snapferry.server.atlas;

/** How Atlas's connector for business intelligence stands: off. The Terraform provider crashes without it. */
record BiConnector(boolean enabled) {
    static final BiConnector OFF = new BiConnector(false);
}
