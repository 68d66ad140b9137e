using Microsoft.AspNetCore.Identity;

namespace MosaicAdmin.Identity;

/// <summary>A person who may sign in.</summary>
public sealed class User : IdentityUser<Guid>
{
    public User() => Id = Guid.CreateVersion7();

    /// <summary>How others see them in lists.</summary>
    public string DisplayName { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}
