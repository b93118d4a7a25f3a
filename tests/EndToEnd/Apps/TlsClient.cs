// HttpClient to a TLS server, whose authority is in the image: OpenSSL and the authorities. Key.cs, made by the test, has the server's key.
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(ServerKey.Pkcs12), null);
TcpListener listener = new(IPAddress.Loopback, 8443);
listener.Start();
Task server = Task.Run(async () =>
{
    try
    {
        using TcpClient connection = await listener.AcceptTcpClientAsync();
        await using SslStream stream = new(connection.GetStream());
        await stream.AuthenticateAsServerAsync(certificate);
        using StreamReader reader = new(stream, leaveOpen: true);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\ndone"));
        await stream.ShutdownAsync();
    }
    catch (IOException)
    {
        // The client refused; it says why.
    }
});
using HttpClient client = new();
Console.WriteLine(await client.GetStringAsync(new Uri("https://127.0.0.1:8443/")));
await server;
