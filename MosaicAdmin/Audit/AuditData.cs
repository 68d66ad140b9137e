using System.Text.Json;

namespace MosaicAdmin.Audit;

public static class AuditData
{
    /// <summary>What else matters about a deed, as it is stored.</summary>
    public static string Json(object data) => JsonSerializer.Serialize(data, JsonSerializerOptions.Web);
}
