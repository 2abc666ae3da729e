using System.Buffers.Binary;
using Dashboard.Services.Access.Registries;
using Dashboard.Services.Commands;
using Dashboard.Services.Images.Builds.BuildKit.Wire;
using Google.Protobuf;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Services.Images.Builds.BuildKit;

/// <summary>
/// What BuildKit may ask of us during a build, each a unary gRPC call (grpc.io, "gRPC over HTTP/2"): whether we are still there, and who to be
/// at a registry. All else, such as secrets and keys, is answered with "unimplemented".
/// </summary>
internal sealed class SessionMethods(IRegistryAccounts accounts, ResourceName environment) : IHttpApplication<HttpContext>
{
    /// <summary>Of buildkit's <c>session/auth/auth.proto</c>.</summary>
    public const string Credentials = "/moby.filesync.v1.Auth/Credentials";

    /// <summary>Of gRPC's health checking protocol; asked every few seconds, and the build ends where it isn't answered.</summary>
    private const string Health = "/grpc.health.v1.Health/Check";

    private const int PrefixLength = 5;
    private const int LongestMessage = 64 * 1024;
    private const string Ok = "0";
    private const string InvalidArgument = "3";
    private const string Unimplemented = "12";

    // HealthCheckResponse with status SERVING.
    private static readonly byte[] _serving = [0x08, 0x01];

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // The default one holds nothing.
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        var (status, answer) = context.Request.Path.Value switch
        {
            Health => (Ok, _serving),
            Credentials when await ReadAsync(context) is { } request => (Ok, (await FindAsync(request.Host, context.RequestAborted)).ToByteArray()),
            Credentials => (InvalidArgument, null),
            _ => (Unimplemented, null),
        };
        context.Response.AppendTrailer("grpc-status", status);
        if (answer is not null)
        {
            var prefix = new byte[PrefixLength];
            BinaryPrimitives.WriteInt32BigEndian(prefix.AsSpan(1), answer.Length);
            await context.Response.Body.WriteAsync(prefix, context.RequestAborted);
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        }
    }

    /// <summary>Nobody's, where there is no account: then the registry is asked without one.</summary>
    private async Task<CredentialsResponse> FindAsync(string host, CancellationToken cancellationToken) =>
        RegistryAddress.Read(host) is { } address && await accounts.FindAsync(environment, address, cancellationToken) is { } known
            ? new CredentialsResponse { Username = known.IsIdentityToken ? "" : known.UserName, Secret = known.Secret }
            : new CredentialsResponse();

    private static async Task<CredentialsRequest?> ReadAsync(HttpContext context)
    {
        var bytes = new byte[PrefixLength + LongestMessage];
        var length = await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted);
        // A first byte of 1 would be a compressed message, which we have not offered to read.
        if (length < PrefixLength || bytes[0] != 0 || BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1)) != length - PrefixLength)
        {
            return null;
        }

        try
        {
            return CredentialsRequest.Parser.ParseFrom(bytes, PrefixLength, length - PrefixLength);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
