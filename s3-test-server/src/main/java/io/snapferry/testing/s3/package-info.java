/**
 * A real S3 server for tests. The first type to open is {@link io.snapferry.testing.s3.S3TestServer}: it starts s3proxy in
 * a process of its own, whose class path never meets that of the tests, and puts a recording proxy before it, which knows
 * nothing of S3 except where a request names its bucket and key. {@link io.snapferry.testing.s3.FaultProxy} goes before it
 * where a test wants faults.
 */
@NullMarked
package io.snapferry.testing.s3;

import org.jspecify.annotations.NullMarked;
