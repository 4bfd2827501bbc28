// Command walk goes the way of a snapshot export with one of the Go clients of MongoDB Atlas: it makes a bucket, takes a
// snapshot when the cluster is live, finds it, exports it, follows the job to its end, sets and reads the backup schedule, and deletes the bucket. Each answer is
// printed as one line {"step": ..., "answer": ...}. It ends with 1 at the first step that fails.
//
// Usage: walk v1.0 | v2 | v2-token
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/mongodb-forks/digest"
)

const patience = 2 * time.Minute

// A setting is what the walk finds, all of it from the environment.
type setting struct {
	url, publicKey, privateKey           string
	organization, project, cluster, role string
	isSharded, isLive                    bool
}

func main() {
	if len(os.Args) != 2 {
		fail("arguments", fmt.Errorf("expected one, found %d", len(os.Args)-1))
	}
	at := setting{
		url:          os.Getenv("WALK_URL"),
		publicKey:    os.Getenv("WALK_PUBLIC_KEY"),
		privateKey:   os.Getenv("WALK_PRIVATE_KEY"),
		organization: os.Getenv("WALK_ORGANIZATION"),
		project:      os.Getenv("WALK_PROJECT"),
		cluster:      os.Getenv("WALK_CLUSTER"),
		role:         os.Getenv("WALK_ROLE"),
		isSharded:    os.Getenv("WALK_SHARDED") == "true",
		isLive:       os.Getenv("WALK_LIVE") == "true",
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	switch os.Args[1] {
	case "v1.0":
		walkV1(ctx, at)
	case "v2":
		walkV2(ctx, at, digestClient(at))
	case "v2-token":
		walkV2(ctx, at, tokenClient(ctx, at))
	default:
		fail("arguments", fmt.Errorf("unknown client %s", os.Args[1]))
	}
}

func digestClient(at setting) *http.Client {
	client, err := digest.NewTransport(at.publicKey, at.privateKey).Client()
	done("sign in", "digest", err)
	return client
}

// Prints the answer of a step, or ends the walk.
func done(step string, answer any, err error) {
	if err != nil {
		fail(step, err)
	}
	line, err := json.Marshal(map[string]any{"step": step, "answer": answer})
	if err != nil {
		fail(step, err)
	}
	fmt.Println(string(line))
}

func fail(step string, err error) {
	fmt.Fprintf(os.Stderr, "%s: %v\n", step, err)
	os.Exit(1)
}

// Asks until the answer is the last one.
func await[T any](ctx context.Context, step string, ask func() (T, error), isLast func(T) bool) T {
	for {
		answer, err := ask()
		if err != nil {
			fail(step, err)
		}
		if isLast(answer) {
			done(step, answer, nil)
			return answer
		}
		select {
		case <-ctx.Done():
			fail(step, ctx.Err())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

func isEnd(state string) bool {
	return state == "Successful" || state == "Failed" || state == "Cancelled"
}

func isEndOfSnapshot(status string) bool {
	return status == "completed" || status == "failed"
}
