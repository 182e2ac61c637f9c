using Microsoft.Extensions.Localization;
using Werkstrom.Store.Judging;

namespace Werkstrom.Plant.Today;

/// <summary>How an asset is, in words.</summary>
static class AssetWords
{
    extension(AssetState state)
    {
        /// <summary>What it says that it does, else whether it is there: that it declared itself offline comes first, for then its state is one of before.</summary>
        public string Words(IStringLocalizer<PlantText> text)
        {
            if (state.Declared == false)
                return state.Said is null ? text["machine.away"] : $"{text["machine.away"]} · {state.Said}";
            return state.Said ?? text[state.IsOnline switch { true => "machine.online", false => "machine.offline", null => "machine.unknown" }];
        }
    }
}
