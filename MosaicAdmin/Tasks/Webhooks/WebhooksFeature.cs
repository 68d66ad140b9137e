namespace MosaicAdmin.Tasks;

public static class WebhooksFeature
{
    /// <summary>Connects the webhook, where one is set.</summary>
    /// <exception cref="SettingException">It could not be posted to safely.</exception>
    public static void AddWebhooks(this IHostApplicationBuilder builder)
    {
        var options = builder.AddSettings<WebhookOptions>(WebhookOptions.Section);
        if (options.AllowPrivate && !builder.Environment.IsDevelopment())
        {
            throw new SettingException("Webhooks:AllowPrivate", "true", "lets the server be sent to its own network, in Development only");
        }

        if (options.Url is null)
        {
            return;
        }

        if (builder.Environment.IsProduction() && new Uri(options.Url).Scheme != Uri.UriSchemeHttps)
        {
            throw new SettingException("Webhooks:Url", options.Url, "must be https in Production");
        }

        builder.Services.AddSingleton<WebhookEndpoint>();
        builder.Services.On<TaskSignal, SendWebhook>();
    }
}
