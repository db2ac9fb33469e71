package dev.weir.cli.connection;

import java.util.Map;
import java.util.regex.Pattern;

/** Removes secrets from messages. */
public final class SecretRedactor {

    private static final Pattern NAMES = Pattern.compile("(?i).*(password|secret|jaas|credential|token|\\.key$).*");
    private static final Pattern IN_JAAS = Pattern.compile("(?i)password\\s*=\\s*(\"[^\"]*\"|[^\\s;]+)");
    private static final int MIN_LENGTH = 3;
    private static final String HIDDEN = "(hidden)";

    private SecretRedactor() {}

    /** Replaces every secret of the settings in a text. */
    static String hide(Map<String, Object> settings, String text) {
        var shown = text;
        for (var setting : settings.entrySet()) {
            var value = String.valueOf(setting.getValue());
            if (isSecret(setting.getKey()) && value.length() >= MIN_LENGTH) {
                shown = shown.replace(value, HIDDEN);
                var inside = IN_JAAS.matcher(value);
                while (inside.find()) {
                    var password = inside.group(1).replace("\"", "");
                    shown = password.length() >= MIN_LENGTH ? shown.replace(password, HIDDEN) : shown;
                }
            }
        }
        return shown;
    }

    /**
     * Hides the value of an argument {@code NAME=VALUE}, {@code -XNAME=VALUE} or {@code --setting=NAME=VALUE} that is a
     * secret.
     */
    public static String hideSetting(String argument) {
        var setting = argument.replaceFirst("^(-X|--setting=)", "");
        int end = setting.indexOf('=');
        return end > 0 && isSecret(setting.substring(0, end))
                ? argument.substring(0, argument.length() - setting.length() + end + 1) + HIDDEN
                : argument;
    }

    /** Whether the value of a setting is a secret, by its name. */
    public static boolean isSecret(String name) {
        return NAMES.matcher(name).matches();
    }
}
