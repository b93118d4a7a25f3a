// Kestrel over HTTPS, asked by a client that trusts everybody: OpenSSL, and no authorities.
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
using X509Certificate2 made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 8443, listen => listen.UseHttps(certificate)));
WebApplication app = builder.Build();
app.MapGet("/", () => "served");
await app.StartAsync();

using TcpClient client = new();
await client.ConnectAsync(IPAddress.Loopback, 8443);
await using SslStream stream = new(client.GetStream(), false, (_, _, _, _) => true);
await stream.AuthenticateAsClientAsync("localhost");
await stream.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
using StreamReader reader = new(stream);
Console.WriteLine((await reader.ReadToEndAsync()).Contains("served", StringComparison.Ordinal) ? "done" : "wrong");
await app.StopAsync();
