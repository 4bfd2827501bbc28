package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// Makes a service account with the API key and signs in as that account, as the newer versions of the client do: credentials in
// the header, and the token's address below the server's.
func tokenClient(ctx context.Context, at setting) *http.Client {
	id, secret := serviceAccount(ctx, at)
	config := clientcredentials.Config{
		ClientID:     id,
		ClientSecret: secret,
		TokenURL:     at.url + "/api/oauth/token",
		AuthStyle:    oauth2.AuthStyleInHeader,
	}
	token, err := config.Token(ctx)
	if err == nil && token.Type() != "Bearer" {
		err = fmt.Errorf("token of type %s", token.Type())
	}
	done("sign in", "token", err)
	return config.Client(ctx)
}

func serviceAccount(ctx context.Context, at setting) (id, secret string) {
	const step = "service account"
	const body = `{"name":"walk","description":"for one walk","roles":["ORG_OWNER"],"secretExpiresAfterHours":8}`
	request, err := http.NewRequestWithContext(ctx, http.MethodPost,
		at.url+"/api/atlas/v2/orgs/"+at.organization+"/serviceAccounts", bytes.NewBufferString(body))
	if err != nil {
		fail(step, err)
	}
	request.Header.Set("Accept", "application/vnd.atlas.2024-08-05+json")
	request.Header.Set("Content-Type", "application/vnd.atlas.2024-08-05+json")
	response, err := digestClient(at).Do(request)
	if err != nil {
		fail(step, err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusCreated {
		fail(step, fmt.Errorf("expected status 201, found %s", response.Status))
	}
	var account struct {
		ClientId string
		Secrets  []struct{ Secret string }
	}
	if err := json.NewDecoder(response.Body).Decode(&account); err != nil {
		fail(step, err)
	}
	if len(account.Secrets) != 1 {
		fail(step, fmt.Errorf("expected one secret, found %d", len(account.Secrets)))
	}
	return account.ClientId, account.Secrets[0].Secret
}
