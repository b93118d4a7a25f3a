// Kerberos as far as it goes without a realm: the library is loaded and asked.
using System.Net.Security;

using NegotiateAuthentication authentication = new(new NegotiateAuthenticationClientOptions { Package = "Kerberos", TargetName = "HTTP/server.example" });
authentication.GetOutgoingBlob([], out NegotiateAuthenticationStatusCode status);
Console.WriteLine(status == NegotiateAuthenticationStatusCode.Unsupported ? "wrong" : "done");
