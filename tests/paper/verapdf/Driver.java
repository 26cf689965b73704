import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF whether each PDF of a folder is PDF/UA-1 and PDF/A-2a, all in one virtual machine.
 *
 * Prints a line for each file and standard, its parts parted by tabs: the file's name, the
 * standard, "passes" or "fails"; and a further line for each rule that is broken, with where.
 */
public class Driver {
    private static final List<PDFAFlavour> ASKED =
            List.of(PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_2_A);

    public static void main(String[] folder) throws Exception {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        File[] files = new File(folder[0]).listFiles((in, name) -> name.endsWith(".pdf"));
        Arrays.sort(files);
        for (File file : files) {
            for (PDFAFlavour flavour : ASKED) {
                try {
                    say(file, flavour);
                } catch (Exception error) {
                    System.out.println(file.getName() + "\t" + flavour + "\tfails\t" + error);
                }
            }
        }
    }

    private static void say(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            String start = file.getName() + "\t" + flavour;
            System.out.println(start + "\t" + (result.isCompliant() ? "passes" : "fails"));
            var broken = new TreeMap<String, String>();
            for (TestAssertion test : result.getTestAssertions()) {
                var rule = test.getRuleId();
                String id = rule.getClause() + "-" + rule.getTestNumber();
                String where = test.getLocation().getContext();
                broken.putIfAbsent(id, test.getMessage().replaceAll("\\s+", " ") + " At " + where);
            }
            broken.forEach((id, why) -> System.out.println(start + "\tbroken\t" + id + "\t" + why));
        }
    }
}
