using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Wolfi.TestRegistry;

/// <summary>Lets requests in, and gives tokens.</summary>
internal sealed class TokenDesk(RegistryOptions options, Func<string> url)
{
    private readonly ConcurrentDictionary<string, (int Left, string[] Scopes)> _tokens = new();
    private int _made;

    public async Task AnswerAsync(HttpContext context)
    {
        string[] scopes;
        string? asked = context.Request.Headers.Authorization;
        if (context.Request.Method == "POST")
        {
            IFormCollection form = await context.Request.ReadFormAsync();
            scopes = [.. form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            if (options.IdentityToken is null || form["refresh_token"] != options.IdentityToken || form["grant_type"] != "refresh_token")
            {
                await Registry.ErrorAsync(context, options.IdentityToken is null ? 404 : 401, "UNAUTHORIZED", "no");
                return;
            }
        }
        else
        {
            scopes = [.. context.Request.Query["scope"].OfType<string>()];
            if (options.TokenUser is { Length: > 0 } user && asked != Basic(user))
            {
                await Registry.ErrorAsync(context, 401, "UNAUTHORIZED", "no");
                return;
            }
        }

        string token = $"token-{Interlocked.Increment(ref _made)}-{Guid.NewGuid():N}";
        _tokens[token] = (options.TokenUses, scopes);
        await Registry.AnswerAsync(context, 200, $$"""{"token":"{{token}}","expires_in":300,"refresh_token":"refresh-{{Guid.NewGuid():N}}"}""");
    }

    public async Task<bool> AdmitAsync(HttpContext context, RegistryPath? path)
    {
        string? authorization = context.Request.Headers.Authorization;
        if (options.Basic is { } basic)
        {
            if (authorization == Basic(basic))
            {
                return true;
            }

            context.Response.Headers.WWWAuthenticate = "Basic realm=\"the registry, of a test\"";
        }
        else if (options.TokenUser is not null || options.IdentityToken is not null)
        {
            string push = context.Request.Method is "GET" or "HEAD" ? "pull" : "pull,push";
            if (authorization?.StartsWith("Bearer ", StringComparison.Ordinal) == true && _tokens.TryGetValue(authorization[7..], out (int Left, string[] Scopes) token) && token.Left > 0
                && (!options.ChecksScopes || path is null || Allows(token.Scopes, path.Repository, push == "pull" ? "pull" : "push")))
            {
                _tokens[authorization[7..]] = (token.Left - 1, token.Scopes);
                return true;
            }

            string scope = path is null ? "" : $",scope=\"repository:{path.Repository}:{push}\"";
            context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{url()}/token?own=query\",service=\"test\"{scope}{(authorization is null ? "" : ",error=\"insufficient_scope\"")}";
        }
        else
        {
            return true;
        }

        // As servers do that look at the head alone.
        await Registry.ErrorAsync(context, 401, "UNAUTHORIZED", "authentication required");
        return false;
    }

    private static string Basic(string user) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user));

    private static bool Allows(string[] scopes, string repository, string action) => scopes.Any(scope => scope.Split(':') is [_, var name, var actions] && name == repository && actions.Split(',').Contains(action));
}
