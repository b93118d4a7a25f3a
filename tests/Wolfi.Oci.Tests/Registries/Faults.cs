using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Wolfi.Oci.Tests.Registries;

/// <summary>What goes wrong, in the words of rows of faults.</summary>
internal static class Faults
{
    /// <summary>Whether a request is of a kind: a method and a part of its path.</summary>
    public static bool Is(this HttpContext context, string method, string part) =>
        context.Request.Method == method && (context.Request.Path.Value + context.Request.QueryString.Value).Contains(part, StringComparison.Ordinal);

    /// <summary>Whether it is the body of an upload.</summary>
    public static bool IsUpload(this HttpContext context) => context.Is("PUT", "/blobs/uploads/");

    /// <summary>Answers with a status and headers.</summary>
    public static Task<bool> With(HttpContext context, int status, params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        foreach ((string name, string value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return Task.FromResult(true);
    }

    /// <summary>Adds headers to the registry's own answer, whatever it says itself.</summary>
    public static Task<bool> Adding(HttpContext context, params (string Name, string Value)[] headers)
    {
        context.Response.OnStarting(() =>
        {
            foreach ((string name, string value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            return Task.CompletedTask;
        });
        return Task.FromResult(false);
    }

    /// <summary>Ends the connection.</summary>
    public static Task<bool> Abort(HttpContext context)
    {
        context.Abort();
        return Task.FromResult(true);
    }

    /// <summary>Reads part of the body, then ends the connection.</summary>
    public static async Task<bool> AbortAfter(HttpContext context, int bytes)
    {
        byte[] buffer = new byte[4096];
        for (int left = bytes; left > 0;)
        {
            int count = await context.Request.Body.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)));
            left = count == 0 ? 0 : left - count;
        }

        context.Abort();
        return true;
    }

    /// <summary>Sends bytes without end, until the client has enough.</summary>
    public static async Task<bool> Endless(HttpContext context, string type)
    {
        context.Response.ContentType = type;
        byte[] spaces = new byte[64 * 1024];
        Array.Fill(spaces, (byte)' ');
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(spaces, context.RequestAborted);
        }

        return true;
    }

    /// <summary>Promises more than is sent.</summary>
    public static async Task<bool> Truncated(HttpContext context, byte[] bytes, int sent, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes.AsMemory(0, sent));
        await context.Response.Body.FlushAsync();
        context.Abort();
        return true;
    }

    /// <summary>Sends bytes as a good answer.</summary>
    public static async Task<bool> Bytes(HttpContext context, byte[] bytes, string type, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(bytes);
        return true;
    }
}
