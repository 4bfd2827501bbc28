/**
 * Who asks and what they may do. In comes an {@code Authorization} header; out goes a {@link
 * io.snapferry.server.auth.Principal} or a fresh challenge, as MongoDB Atlas sends it; or the
 * credentials of a service account, and out goes a token. Knows nothing of the HTTP server,
 * of bodies or of error codes.
 */
@NullMarked
package io.snapferry.server.auth;

import org.jspecify.annotations.NullMarked;
