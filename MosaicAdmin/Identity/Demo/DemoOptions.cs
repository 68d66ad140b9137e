namespace MosaicAdmin.Identity;

/// <summary>Accounts everybody knows the password of: for Development only, and refused at start anywhere else.</summary>
public sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>Whether there is one account per role, with <see cref="DemoPeople.Password"/>.</summary>
    public bool Accounts { get; set; }

    /// <summary>A token with the rights of the demo admin; needs <see cref="Accounts"/>.</summary>
    public string? ApiToken { get; set; }

    /// <exception cref="SettingException">One of them is set outside Development.</exception>
    internal void RefuseOutside(IHostEnvironment environment)
    {
        const string problem = "is for Development only, because everybody knows it";
        if (!environment.IsDevelopment() && Accounts)
        {
            throw new SettingException($"{Section}:{nameof(Accounts)}", "true", problem);
        }

        if (!environment.IsDevelopment() && !string.IsNullOrEmpty(ApiToken))
        {
            throw new SettingException($"{Section}:{nameof(ApiToken)}", ApiToken, problem);
        }
    }
}
