using Microsoft.AspNetCore.Identity;

namespace MosaicAdmin.Identity;

/// <summary>A person who may sign in.</summary>
public sealed class User : IdentityUser<Guid>
{
    public User() => Id = Guid.CreateVersion7();

    /// <summary>How others see them in lists.</summary>
    public string DisplayName { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>
    /// When an admin shut them out. Not the same as <see cref="IdentityUser{TKey}.LockoutEnd"/>, which anybody can bring about
    /// by guessing passwords and which therefore must not end an open session.
    /// </summary>
    public DateTimeOffset? LockedAt { get; set; }
}
