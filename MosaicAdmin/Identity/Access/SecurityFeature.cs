using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

public static class SecurityFeature
{
    /// <summary>Keys that outlive a restart, and how browsers and proxies are dealt with.</summary>
    internal static void AddSecurity(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("MosaicAdmin");
        services.AddOptions<KeyManagementOptions>().Configure<DataRoot, ILoggerFactory>(
            (keys, root, loggers) => keys.XmlRepository = new FileSystemXmlRepository(PrivateFolder(root.File("keys")), loggers));
        services.AddHsts(o => o.MaxAge = TimeSpan.FromDays(365));
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<AccessOptions>>((forwarded, access) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            access.Value.TrustedProxies.ForEach(proxy => forwarded.KnownProxies.Add(IPAddress.Parse(proxy)));
        });
    }

    /// <summary>Comes first of all: every answer bears the headers, also an error's.</summary>
    public static void UseSecurity(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<AccessOptions>>().Value.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseSecurityHeaders();
        app.UseOriginCheck();
    }

    private static DirectoryInfo PrivateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
