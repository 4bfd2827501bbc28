package io.snapferry.compression;

/** Whether native code may compress. */
public enum NativeCompression {
    /** Where it can be loaded. */
    AUTO,
    /** Never; nothing is unpacked or loaded. */
    OFF
}
