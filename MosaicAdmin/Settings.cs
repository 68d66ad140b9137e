using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace MosaicAdmin;

/// <summary>Reads a section into annotated options. A wrong value stops the start with a line that names key and value.</summary>
public static class Settings
{
    /// <summary>Binds <paramref name="section"/>, checks it at start, and returns it for what must be known while services are registered.</summary>
    /// <param name="changeable">
    /// The properties an admin may change while the app runs. Whoever is given <see cref="IOptions{T}"/> of them asks it whenever it needs one.
    /// </param>
    /// <exception cref="SettingException">A value is missing, unreadable or out of range.</exception>
    public static T AddSettings<T>(this IHostApplicationBuilder builder, string section, params string[] changeable)
        where T : class, new()
    {
        var options = Read<T>(builder.Configuration, section);
        builder.Services.AddSingleton(new SettingsSection(section, typeof(T), changeable, configuration => Read<T>(configuration, section)));
        if (changeable.Length == 0)
        {
            builder.Services.AddSingleton(Options.Create(options));
        }
        else
        {
            builder.Services.Configure<T>(builder.Configuration.GetSection(section));
            builder.Services.AddSingleton<IOptions<T>, CurrentOptions<T>>();
        }

        return options;
    }

    private static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var options = new T();
        foreach (var value in configuration.GetSection(section).AsEnumerable().Where(v => v.Value is not null))
        {
            // Bound one at a time, so that what fails is known by name.
            try
            {
                new ConfigurationBuilder().AddInMemoryCollection([value]).Build().GetSection(section).Bind(options);
            }
            catch (Exception error) when (error is InvalidOperationException or FormatException)
            {
                throw new SettingException(value.Key, value.Value, "cannot be read as a value of this setting");
            }
        }

        Check(configuration, section, options);
        return options;
    }

    private static void Check(IConfiguration configuration, string section, object options)
    {
        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
        {
            var member = results[0].MemberNames.First();
            var key = $"{section}:{member}";
            throw new SettingException(key, configuration[key] ?? options.GetType().GetProperty(member)?.GetValue(options)?.ToString(), results[0].ErrorMessage!);
        }

        foreach (var property in options.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
        {
            var (key, value) = ($"{section}:{property.Name}", property.GetValue(options));
            if (property.PropertyType.IsEnum && !Enum.IsDefined(property.PropertyType, value!))
            {
                throw new SettingException(key, configuration[key], $"is none of {string.Join(", ", Enum.GetNames(property.PropertyType))}");
            }

            if (value?.GetType().Assembly == typeof(Settings).Assembly && value.GetType().IsClass)
            {
                Check(configuration, key, value);
            }
        }
    }
}

/// <summary>Settings that were registered, as they are read.</summary>
/// <param name="Changeable">Properties that may change while the app runs.</param>
/// <param name="Read">Binds and checks them; throws <see cref="SettingException"/>.</param>
public sealed record SettingsSection(string Name, Type Type, IReadOnlyCollection<string> Changeable, Func<IConfiguration, object> Read);

/// <summary>Options as they are now: what an admin changed counts from the next time somebody asks.</summary>
internal sealed class CurrentOptions<T>(IOptionsMonitor<T> monitor) : IOptions<T>
    where T : class
{
    public T Value => monitor.CurrentValue;
}

/// <summary>A setting the app cannot start with.</summary>
public sealed class SettingException(string key, string? value, string problem)
    : Exception($"Setting {key} = \"{value}\": {problem.TrimEnd('.')}.")
{
    public string Key => key;

    public string Problem => problem;

    /// <summary>Prints the one line, and returns the exit code.</summary>
    public int Tell()
    {
        Console.Error.WriteLine(Message);
        return 1;
    }
}
