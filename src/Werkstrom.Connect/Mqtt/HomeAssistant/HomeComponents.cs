namespace Werkstrom.Connect.Mqtt.HomeAssistant;

/// <summary>A state of a component.</summary>
/// <param name="Name">Its name below the entity; empty for the state of the entity itself.</param>
/// <param name="Topic">Full and short name of its topic.</param>
/// <param name="Template">Full and short name of its template.</param>
/// <param name="Form">What it is.</param>
/// <param name="Unit">UCUM code when it is the same for all; else empty.</param>
readonly record struct HomeState(string Name, (string Full, string Brief) Topic, (string Full, string Brief) Template, HomeForm Form, string Unit = "");

/// <summary>The components that report states, and which. Others (buttons, scenes, cameras) have none to store.</summary>
static class HomeComponents
{
    static readonly (string, string) Topic = ("state_topic", "stat_t");
    static readonly (string, string) Plain = ("value_template", "val_tpl");
    static readonly (string, string) State = ("state_value_template", "stat_val_tpl");

    static readonly HomeState[] Climate =
    [
        new("current_temperature", ("current_temperature_topic", "curr_temp_t"), ("current_temperature_template", "curr_temp_tpl"), HomeForm.Number),
        new("temperature", ("temperature_state_topic", "temp_stat_t"), ("temperature_state_template", "temp_stat_tpl"), HomeForm.Number),
        new("current_humidity", ("current_humidity_topic", "curr_hum_t"), ("current_humidity_template", "curr_hum_tpl"), HomeForm.Number, "%"),
        new("mode", ("mode_state_topic", "mode_stat_t"), ("mode_state_template", "mode_stat_tpl"), HomeForm.Text),
        new("action", ("action_topic", "act_t"), ("action_template", "act_tpl"), HomeForm.Text),
    ];

    static readonly HomeState[] Cover =
    [
        new("", Topic, Plain, HomeForm.Text),
        new("position", ("position_topic", "pos_t"), ("position_template", "pos_tpl"), HomeForm.Number, "%"),
    ];

    /// <summary>The states of a component; none when it has none to store.</summary>
    public static IReadOnlyList<HomeState> Of(string component) => component switch
    {
        "sensor" => [new("", Topic, Plain, HomeForm.Any)],
        "binary_sensor" or "switch" => [new("", Topic, Plain, HomeForm.OnOff)],
        "light" or "fan" or "siren" or "humidifier" => [new("", Topic, State, HomeForm.OnOff)],
        "number" => [new("", Topic, Plain, HomeForm.Number)],
        "select" or "text" or "lock" or "valve" or "alarm_control_panel" or "device_tracker" => [new("", Topic, Plain, HomeForm.Text)],
        "cover" => Cover,
        "climate" or "water_heater" => Climate,
        _ => [],
    };
}
