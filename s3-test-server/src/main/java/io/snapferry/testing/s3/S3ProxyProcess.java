package io.snapferry.testing.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * The process that {@link S3TestServer} starts: s3proxy over a folder on disk. It prints its port once it listens, and
 * ends when its standard input does, so that it cannot outlive the tests, even killed ones.
 */
final class S3ProxyProcess {
    static final String LISTENING = "s3proxy listens on port ";

    private S3ProxyProcess() {}

    /** Arguments: the folder that holds a folder for each bucket, the access key id, the secret access key. */
    public static void main(String[] arguments) throws Exception {
        S3Proxy server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(arguments[0]))
                .awsAuthentication(AuthenticationType.AWS_V4, arguments[1], arguments[2])
                .endpoint(URI.create("http://127.0.0.1:0"))
                .build();
        server.start();
        System.out.println(LISTENING + server.getPort());
        System.out.flush();
        while (System.in.read() >= 0) {
            // only the end is of interest
        }
        // Not exit: Jetty would first wait for idle connections.
        Runtime.getRuntime().halt(0);
    }
}
