package dev.weir.console;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.access.WithKeys;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The console in front of a Weir that authenticates. */
@QuarkusTest
@TestProfile(WithKeys.class)
class ConsoleAccessTest {

    private static final String OTHERS = "ConsoleAccessTest.of.others";

    @RegisterExtension
    static final Browser browser = new Browser();

    @AfterEach
    void forget() {
        browser.driver().executeScript("sessionStorage.clear()");
        // The browser logs each response 401 or 403 as an error of the page, until there is no page.
        browser.driver().get("about:blank");
        browser.clearLog();
    }

    @Test
    void a_key_is_asked_for_and_a_wrong_one_is_named_as_such() {
        TestTopic.shared(OTHERS);
        browser.open("#/topics/" + OTHERS);
        browser.await("#key[open] input");
        browser.press("weir_wrong_key", Keys.ENTER);
        browser.awaitText("#key[open]", "Weir does not accept the key that this tab has");

        browser.await("#key[open] input");
        browser.press(WithKeys.ADMIN, Keys.ENTER);

        browser.awaitText(".pulse", "Live");
        browser.awaitText(".facts", "1 partition");
        assertThat(browser.driver().getCurrentUrl())
                .as("the key is not in the address")
                .endsWith("#/topics/" + OTHERS);
    }

    @Test
    void a_key_that_no_header_can_hold_is_named_as_such() {
        browser.open("#/groups");
        browser.await("#key[open] input");
        browser.press("weir_\u00e9\u043a", Keys.ENTER);

        await().until(
                        () -> browser.await("#key[open] input").getDomProperty("validationMessage"),
                        message -> message.contains("This one has others; copy it again"));
    }

    @Test
    void a_page_without_a_key_says_so_after_its_dialog_was_closed() {
        browser.open("#/groups");
        browser.await("#key[open]");
        browser.press(Keys.ESCAPE);

        browser.awaitText(".work .none", "Enter the API key or the token that you were given");
        browser.driver().executeScript("document.querySelector('.work .none button').click()");

        browser.await("#key[open]");
    }

    @Test
    void a_topic_that_the_user_may_not_see_is_refused_with_the_reason_and_what_to_do() {
        TestTopic.shared(OTHERS);
        enter(WithKeys.ORDERS, "#/topics/" + OTHERS);

        browser.awaitText(".work .none .err", OTHERS);
        browser.awaitText(".work .none", "Ask whoever runs Weir for the right, or use another key");
        browser.awaitText(".pulse", "Live");
    }

    @Test
    void a_group_that_the_user_may_not_see_is_refused_with_the_reason_and_what_to_do() {
        enter(WithKeys.ORDERS, "#/groups/billing");

        browser.awaitText(".work .none .err", "billing");
        browser.awaitText(".work .none", "Ask whoever runs Weir for the right");
    }

    @Test
    void dead_letters_that_the_user_may_not_see_are_refused_with_the_reason_and_what_to_do() {
        enter(WithKeys.ORDERS, "#/dead-letters/" + OTHERS + ".dead");

        browser.awaitText(".work .none .err", OTHERS + ".dead");
        browser.awaitText(".work .none", "Ask whoever runs Weir for the right");
    }

    @Test
    void parts_of_the_cluster_that_the_user_may_not_see_are_refused_and_the_others_are_shown() {
        enter(WithKeys.ORDERS, "#/cluster");

        browser.awaitText(".page", "Health of Weir");
        browser.awaitText(".page section .none", "Ask whoever runs Weir for the right");
        browser.awaitText(".pulse", "Live");
    }

    @Test
    void a_user_without_any_right_is_told_so_in_every_view() {
        for (var view : new String[] {"topics", "groups", "deliveries", "dead-letters", "cluster", "pushes"}) {
            enter(WithKeys.NOBODY, "#/" + view);
            browser.awaitText(".work", "Ask whoever runs Weir for the right");
            assertThat(browser.text(".work")).as(view).doesNotContain("Loading");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics/ConsoleAccessTest.of.others", "groups", "deliveries", "dead-letters", "pushes"})
    void a_key_that_is_removed_while_the_page_is_open_is_asked_for_again(String view) {
        TestTopic.shared(OTHERS);
        var client = "removed-" + view.replaceAll("/.*", "");
        enter(WithKeys.add(client, "admin"), "#/" + view);
        browser.awaitText(".pulse", "Live");

        WithKeys.remove(client);

        browser.awaitText("#key[open]", "Weir does not accept the key that this tab has");
        browser.await("#key[open] input");
        browser.press(WithKeys.ADMIN, Keys.ENTER);
        browser.awaitText(".pulse", "Live");
    }

    @Test
    void a_topic_whose_right_is_taken_away_while_it_is_open_is_refused_with_the_reason() {
        TestTopic.shared(OTHERS);
        enter(WithKeys.add("console-demoted", "admin"), "#/topics/" + OTHERS);
        browser.awaitText(".facts", "1 partition");

        WithKeys.replaceRole("console-demoted", "orders");

        browser.awaitText(".work", "Ask whoever runs Weir for the right");
    }

    private static void enter(String key, String hash) {
        browser.open(hash);
        browser.driver().executeScript("sessionStorage.setItem('weir.key', arguments[0])", key);
        browser.open(hash);
    }
}
