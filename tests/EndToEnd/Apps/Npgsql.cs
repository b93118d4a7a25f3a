// Npgsql against a server that knows no more of PostgreSQL's protocol (version 3.0) than it takes to log in.
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Npgsql;

TcpListener listener = new(IPAddress.Loopback, 5432);
listener.Start();
Task server = Task.Run(async () =>
{
    using TcpClient client = await listener.AcceptTcpClientAsync();
    NetworkStream stream = client.GetStream();
    byte[] header = new byte[8];
    while (true)
    {
        await stream.ReadExactlyAsync(header);
        int length = BinaryPrimitives.ReadInt32BigEndian(header);
        if (length > 8)
        {
            await stream.ReadExactlyAsync(new byte[length - 8]);
            break;
        }

        // SSLRequest or GSSENCRequest: no.
        await stream.WriteAsync(new byte[] { (byte)'N' });
    }

    // AuthenticationOk, ParameterStatus, BackendKeyData, ReadyForQuery.
    await stream.WriteAsync(new byte[] { (byte)'R', 0, 0, 0, 8, 0, 0, 0, 0 });
    await stream.WriteAsync("S\0\0\0\x18server_version\016.0\0"u8.ToArray());
    await stream.WriteAsync(new byte[] { (byte)'K', 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 1, (byte)'Z', 0, 0, 0, 5, (byte)'I' });
    // Terminate.
    await stream.ReadExactlyAsync(header.AsMemory(0, 5));
});
NpgsqlConnectionStringBuilder settings = new() { Host = "127.0.0.1", Username = "app", Password = "app", Database = "app", Pooling = false };
settings["Server Compatibility Mode"] = "NoTypeLoading";
await using (NpgsqlConnection connection = new(settings.ConnectionString))
{
    await connection.OpenAsync();
    Console.WriteLine("done");
}

await server;
